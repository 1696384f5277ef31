#!/usr/bin/python3
"""RTSP server for tests: rtsp-server.py PORT MOUNT serves an endless test picture as H.264."""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

PIPELINE = (
    "( videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=240,framerate=10/1"
    " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=10 ! rtph264pay name=pay0 pt=96 config-interval=1 )"
)

Gst.init(None)
port, mount = sys.argv[1:]
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(PIPELINE)
factory.set_shared(True)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(port)
server.get_mount_points().add_factory("/" + mount, factory)
if server.attach(None) == 0:
    sys.exit("the port is taken")
print("listening", flush=True)
GLib.MainLoop().run()
