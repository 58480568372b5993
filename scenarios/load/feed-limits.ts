/** How many notifications of a topic the server holds, unless a load says otherwise. */
export const FEED_CAPACITY = 1024;

/** How many topics the server holds. */
export const FEED_TOPICS = 100_000;

/** About how many bytes of notifications the response of a poll has at most. */
export const ANSWER_BYTES = 1024 * 1024;

/** A push connection with more bytes unread, beyond what the kernel queues, is cut off. */
export const UNREAD_BYTES = 1024 * 1024;
