-- Ways to what is about somebody in other people's rows, for when they leave.
create index notification_permission_from on notification_permission (from_account_id);
create index notification_request_from on notification_request (from_account_id);
