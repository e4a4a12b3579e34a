/** A QR code as the address of a picture (`data:image/svg+xml`), which the content security policy allows. */
export async function qrCodeHref(text: string): Promise<string> {
  // Loaded at first need: most runs never enrol an authenticator app.
  const { toString: drawQrCode } = await import('qrcode');
  const svg = await drawQrCode(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
