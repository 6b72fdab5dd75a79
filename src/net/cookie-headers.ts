import type { HttpRequest, HttpResponse } from '../protocol/http';

/** The request with what the jar says; what its sender says of cookies is left out. */
export function withCookies(request: HttpRequest, cookies: string | null): HttpRequest {
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'cookie');
  return { ...request, headers: cookies === null ? headers : [...headers, ['Cookie', cookies]] };
}

export function setCookies({ headers }: Pick<HttpResponse, 'headers'>): string[] {
  return headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value);
}
