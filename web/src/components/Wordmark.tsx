/** Three petals and the name. */
export function Petals({ size = 30 }: { size?: number }) {
  return (
    <svg className="petals" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        className="petal-side"
        d="M3 12.500c4.200.2 7 1.600 8.600 3.500-1 4.700.8 8.600 4.100 11C8.500 27.300 3 21.600 3 12.500z"
      />
      <path
        className="petal-side"
        d="M29 12.500c-4.200.2-7 1.600-8.600 3.500 1 4.700-.8 8.600-4.100 11C23.500 27.300 29 21.600 29 12.500z"
      />
      <path
        className="petal"
        d="M16 3.500c4.600 4.600 6.400 9.100 6.400 13 0 4.500-2.900 7.900-6.400 9.700-3.500-1.800-6.400-5.200-6.400-9.700 0-3.900 1.800-8.400 6.400-13z"
      />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className="wordmark">
      <Petals />
      <span className="wordmark-text">Nương</span>
    </span>
  );
}
