/**
 * A certificate of the tests' hosts, signed by itself, and its key, which is nobody's secret. Made by `openssl req -x509
 * -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=host.test -addext
 * subjectAltName=DNS:host.test,DNS:micropython.org,DNS:*.example`.
 */
export const HOST_CERTIFICATE = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBsjCCAVmgAwIBAgIUBqNF1p8R92p4AnqRXGGU2F2P9FIwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJaG9zdC50ZXN0MCAXDTI2MTEyNzA3NTUzMFoYDzIxMjYxMTAz
MDc1NTMwWjAUMRIwEAYDVQQDDAlob3N0LnRlc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARBLJLUcBW2udOm1QZ5LeTPXiFCi6Urac7HNdqFQi6N087eFKFsYBxI
bufWsS7OMEaQExpfFUp23EwXUCTqlJFao4GGMIGDMB0GA1UdDgQWBBSIe/bwQRsT
83kWdmgqFHF70w7tnjAfBgNVHSMEGDAWgBSIe/bwQRsT83kWdmgqFHF70w7tnjAP
BgNVHRMBAf8EBTADAQH/MDAGA1UdEQQpMCeCCWhvc3QudGVzdIIPbWljcm9weXRo
b24ub3JnggkqLmV4YW1wbGUwCgYIKoZIzj0EAwIDRwAwRAIgfRhAwXjottpjtxc4
1gvsC6i74CtdAgzINI6irhO0qS8CIHA7sX3xMhw/A0QxLVuNPBlCC5c2xdaddG8/
IpBE1XDt
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWjGdjsnn9pNARa/A
2E4232XvYREfggAx3G4ARoAzHZ+hRANCAARBLJLUcBW2udOm1QZ5LeTPXiFCi6Ur
ac7HNdqFQi6N087eFKFsYBxIbufWsS7OMEaQExpfFUp23EwXUCTqlJFa
-----END PRIVATE KEY-----
`,
} as const;
