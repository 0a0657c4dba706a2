"""A small real mail server: it speaks SMTP on a port of its own and keeps what it accepts."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """`answers` maps an address to what it is refused with; `before_reply` runs on every mail."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.conversations = 0
        self.answers: dict[str, str] = {}
        self.may_reply = threading.Event()
        self.may_reply.set()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def accepted(self) -> list[tuple[str, Any]]:
        """Who was written to, and the id of the message."""
        ids = [mail["Message-ID"] for mail in self.mails]
        return list(zip(self.recipients, ids, strict=True))

    def close(self) -> None:
        self.may_reply.set()
        self.shutdown()
        self.server_close()


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.conversations += 1
        self._say("220 test")
        recipient = ""
        for line in self.rfile:
            command = line.decode().strip()
            verb = command.split(" ")[0].upper()
            if verb in ("EHLO", "HELO", "RSET", "MAIL"):
                self._say("250 OK")
            elif verb == "RCPT":
                recipient = command.split("<")[1].split(">")[0]
                self._say(self.server.answers.get(recipient, "250 OK"))
            elif verb == "DATA":
                self._say("354 go on")
                self._keep(recipient)
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("502 unknown")

    def _keep(self, recipient: str) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.recipients.append(recipient)
        self.server.mails.append(mail)  # type: ignore[arg-type]
        self.server.may_reply.wait(60)
        self._say("250 accepted")

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())
