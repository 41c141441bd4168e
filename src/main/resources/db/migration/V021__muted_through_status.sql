-- The status through which a conversation was muted. If it is hidden from the account later, the account may still unmute through it, but
-- not through other hidden statuses of the conversation: the response would prove that they belong to it.
alter table conversation_mute add column status_id bigint;
