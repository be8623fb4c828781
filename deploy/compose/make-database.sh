#!/bin/sh
# Run once by PostgreSQL's image, when the volume is empty: makes the roles with their passwords, and the one database of this server.
# Tables and rights are made by `licet init`.
set -eu
case $LICET_DATABASE_TO_MAKE in
records) database=licet owner=licet_owner other_owner=licet_concerns_owner strangers='' ;;
concerns) database=licet_concerns owner=licet_concerns_owner other_owner=licet_owner strangers='licet_register licet_portal' ;;
*)
    echo "LICET_DATABASE_TO_MAKE is '$LICET_DATABASE_TO_MAKE': it must be records or concerns." >&2
    exit 1
    ;;
esac

while read -r role password; do
    case " $other_owner $strangers " in *" $role "*) continue ;; esac
    psql --quiet --set=ON_ERROR_STOP=1 --set=role="$role" --set=password="$password" <<'SQL'
CREATE ROLE :"role" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
SQL
done <"${LICET_ROLE_PASSWORDS:-/run/secrets/role-passwords}"
psql --quiet --set=ON_ERROR_STOP=1 --set=database="$database" --set=owner="$owner" <<'SQL'
CREATE DATABASE :"database" OWNER :"owner" TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
SQL
