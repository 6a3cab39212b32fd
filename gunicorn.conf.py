"""What holds for the web server however it is started; the rest stands in its command."""

logger_class = "forum_portal.weblog.RequestLogger"
# The most that it takes: an over-long address shall be answered by the portal, in words.
limit_request_line = 8190
