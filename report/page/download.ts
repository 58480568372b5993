/** Offers a file for download; nothing goes over a network. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // By then the browser has read the content.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The same for text. */
export const downloadText = (name: string, type: string, text: string): void =>
  download(name, new Blob([text], { type }));
