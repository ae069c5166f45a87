-- What is watched of messages (/metrics) is a few of a year's millions.
CREATE INDEX sms_message_open ON sms_message (state) WHERE state IN ('waiting', 'failed', 'refused');
