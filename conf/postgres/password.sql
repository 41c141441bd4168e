-- Sets the password of skein_app to the environment variable APP_PASSWORD, so that it is on no command line. psql 15 or newer.
\getenv password APP_PASSWORD
alter role skein_app password :'password';
