/** Loaded when the first passkey is asked for: it takes a quarter of a second, which a start need not wait. */
export const webauthn = () => import('@simplewebauthn/server')
