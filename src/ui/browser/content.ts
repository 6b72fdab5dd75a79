import type { HttpResponse } from '../../protocol/http';

/** What an answer's body is, as far as the pane treats it differently. */
export type ContentKind = 'html' | 'text' | 'image' | 'other';

export interface Content {
  readonly kind: ContentKind;
  /** Media type without parameters, lower case. */
  readonly type: string;
  readonly charset: string;
}

export function header(response: Pick<HttpResponse, 'headers'>, name: string): string | null {
  const lower = name.toLowerCase();
  return response.headers.find(([key]) => key.toLowerCase() === lower)?.[1] ?? null;
}

/** An answer that names no type is looked at, as browsers do: small servers often leave it out. */
export function contentOf(response: Pick<HttpResponse, 'headers' | 'body'>): Content {
  const value = header(response, 'content-type');
  const [first = '', ...parameters] = (value ?? '').split(';');
  const type = first.trim().toLowerCase();
  const charset = /^\s*charset\s*=\s*"?([\w-]+)/i.exec(
    parameters.find((each) => /^\s*charset/i.test(each)) ?? '',
  )?.[1];
  const known = type === '' ? sniff(response.body) : type;
  return { kind: kindOf(known), type: known, charset: charset ?? 'utf-8' };
}

export function decodeBody(body: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    // A charset nobody knows: read as what nearly all pages are.
    return new TextDecoder().decode(body);
  }
}

function kindOf(type: string): ContentKind {
  if (type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (type.startsWith('image/')) return 'image';
  if (type.startsWith('text/') || /\b(json|xml|javascript)$/.test(type)) return 'text';
  return 'other';
}

function sniff(body: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(body.subarray(0, 512)).trimStart().toLowerCase();
  if (/^(<!doctype html|<html|<head|<body|<title|<h\d|<p|<table|<div|<script|<!--)/.test(start))
    return 'text/html';
  return body.subarray(0, 512).some((byte) => byte === 0) ? 'application/octet-stream' : 'text/plain';
}
