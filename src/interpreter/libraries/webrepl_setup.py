# Asks at the prompt whether WebREPL is to start with the board, and for its password.

import os
import sys
import machine

_BOOT = "./boot.py"
_NEW_BOOT = "./boot.py.tmp"
_CONFIG = "./webrepl_cfg.py"
_LINES = ("import webrepl", "webrepl.start()")


def _ask(question, answers):
    while True:
        answer = input(question)
        if answer in answers:
            return answer


def _ask_password():
    while True:
        password = input("New password (4-9 chars): ")
        if not 4 <= len(password) <= 9:
            print("Invalid password length")
        elif password == input("Confirm password: "):
            return password
        else:
            print("Passwords do not match")


def _is_enabled():
    with open(_BOOT) as boot:
        for line in boot:
            if "webrepl" in line:
                return not line.startswith("#")
    return False


def _set_enabled(enabled):
    """Takes the mark of a comment from boot.py's two lines, or puts it there."""
    found = False
    with open(_BOOT) as boot, open(_NEW_BOOT, "w") as new:
        for line in boot:
            if any(part in line for part in _LINES):
                found = True
                line = line.lstrip("#") if enabled else "#" + line.lstrip("#")
            new.write(line)
        if not found:
            new.write("\n".join(_LINES) + "\n")
    os.remove(_BOOT)
    os.rename(_NEW_BOOT, _BOOT)


def _has_password():
    try:
        os.stat(_CONFIG)
        return True
    except OSError:
        return False


def main():
    enabled = _is_enabled()
    print("WebREPL daemon auto-start status:", "enabled" if enabled else "disabled")
    print("\nWould you like to (E)nable or (D)isable it running on boot?")
    print("(Empty line to quit)")
    wish = input("> ").upper()
    if wish == "E":
        change = "y"
        if _has_password():
            change = _ask("Would you like to change WebREPL password? (y/n) ", ("y", "n", ""))
        else:
            print("To enable WebREPL, you must set password for it")
        if change == "y":
            password = _ask_password()
            with open(_CONFIG, "w") as config:
                config.write("PASS = %r\n" % password)
    if wish not in ("E", "D") or (wish == "E") == enabled:
        print("No further action required")
        sys.exit()
    _set_enabled(wish == "E")
    print("Changes will be activated after reboot")
    if _ask("Would you like to reboot now? (y/n) ", ("y", "n", "")) == "y":
        machine.reset()


main()
