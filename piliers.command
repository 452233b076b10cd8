#!/bin/sh
# A double click (macOS) sets Piliers up, once, and opens the editor. "./piliers.command build" runs any other command.
# It needs Python 3.11 or later: https://www.python.org/downloads/
case $0 in */*) cd "${0%/*}" || exit 1 ;; esac
for python in python3 python3.14 python3.13 python3.12 python3.11 /usr/local/bin/python3 /opt/homebrew/bin/python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" tools/start.py "$@"
    fi
done
echo 'Piliers needs Python 3.11 or later: https://www.python.org/downloads/'
echo 'Il faut Python 3.11 ou plus récent : https://www.python.org/downloads/'
exit 1
