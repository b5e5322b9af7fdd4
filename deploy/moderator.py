"""A moderator for development that speaks the OpenAI moderation API and knows one word: it objects, in
the category violence, to texts that hold "violence". For kamelets/moderation-openai-action; its key is
whatever you say.

    moderator.py HOST PORT
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def judged(text):
    objects = "violence" in text.lower()
    return {
        "flagged": objects,
        "categories": {"violence": objects},
        "category_scores": {"violence": 0.95 if objects else 0.01},
    }


class Moderator(BaseHTTPRequestHandler):
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = {"id": "modr-development", "model": request["model"], "results": [judged(each) for each in request["input"]]}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Moderator).serve_forever()
