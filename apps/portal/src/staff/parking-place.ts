/** Where what somebody typed about a change under review is parked. */
export function parkingPlace(reviewId: string): string {
  return `review:${reviewId}`;
}
