#!/bin/sh
# venv.sh PYTHON DIR: a virtual environment, also where Debian's python3 comes
# without the package that makes one.
set -eu
python=$1 dir=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "$python is older than 3.11: name a newer one, 'make PYTHON=python3.12 ...'" >&2
    exit 1
}
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    if [ "$(id -u)" -eq 0 ]; then as_root=; else as_root="sudo -n"; fi
    echo "Installing $package: this Python cannot make virtual environments yet." >&2
    { $as_root apt-get -q update && $as_root apt-get -qy install "$package"; } >&2 || {
        echo "Could not. As root: apt-get install $package; then run make again." >&2
        exit 1
    }
fi
"$python" -m venv --clear "$dir"
