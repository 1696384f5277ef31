#!/usr/bin/env python3
"""Draws the sample city, Jinhe District, and writes the files beside this script.

    python3 make_city.py

Everything is planned in metres (east, north) from a centre and bent a little, so that the streets are not ruled with
a ruler; then turned into WGS-84 degrees. The same input always gives the same files.
"""
import csv
import json
import math
import random
from pathlib import Path

HERE = Path(__file__).parent
CENTRE_LAT, CENTRE_LON = 31.3000, 120.6000
COUNTY, SUB_DISTRICT = "320599", "320599001"  # not in use in GB/T 2260
HALF_WIDTH_M = {"main": 11.0, "secondary": 7.0, "lane": 4.0}
rng = random.Random(20260302)

# Streets from west to east and from south to north: distance from the centre, class, names.
AVENUES = [
    (-370, "secondary", "柳浪路", "Liulang Road"),
    (-265, "lane", "书院巷", "Shuyuan Lane"),
    (-160, "secondary", "东风路", "Dongfeng Road"),
    (-55, "lane", "桂花巷", "Guihua Lane"),
    (55, "main", "锦河大道", "Jinhe Avenue"),
    (160, "secondary", "文昌路", "Wenchang Road"),
    (265, "lane", "槐荫巷", "Huaiyin Lane"),
    (370, "secondary", "望山路", "Wangshan Road"),
]
STREETS = [
    (-200, "main", "滨河路", "Binhe Road"),
    (-100, "lane", "菜市街", "Caishi Street"),
    (0, "main", "人民路", "Renmin Road"),
    (100, "secondary", "集贤街", "Jixian Street"),
    (200, "secondary", "北塘路", "Beitang Road"),
]
COMMUNITY_BORDER = 4  # Jinhe Avenue divides the two communities
COMMUNITIES = [("001", "西塘社区", "Xitang Community"), ("002", "东河社区", "Donghe Community")]
PARK_CELLS = {(2, 2): ("锦河公园", "Jinhe Park"), (5, 0): ("滨河绿地", "Riverside Green")}
PLAZA_CELLS = {(4, 1): ("人民广场", "People's Square")}
LANDMARKS = {
    (1, 1): ("锦河小学", "Jinhe Primary School"), (3, 1): ("区政务中心", "District Government Centre"),
    (0, 0): ("菜市街市场", "Caishi Street Market"), (6, 2): ("望山医院", "Wangshan Hospital"),
}


def bend(east, north):
    return (east + 13 * math.sin(north / 150) + 0.07 * north, north + 10 * math.sin(east / 190) - 0.05 * east)


def position(east, north):
    e, n = bend(east, north)
    lat = CENTRE_LAT + n / 111_195
    return [round(CENTRE_LON + e / (111_195 * math.cos(math.radians(CENTRE_LAT))), 7), round(lat, 7)]


def line(start, end, step=35):
    """Positions along a straight plan line, bent on the way; both directions give the same points."""
    (e1, n1), (e2, n2) = start, end
    parts = max(1, round(math.dist(start, end) / step))
    return [position(e1 + (e2 - e1) * i / parts, n1 + (n2 - n1) * i / parts) for i in range(parts + 1)]


def ring(corners):
    """A closed ring through plan corners, counter-clockwise as RFC 7946 asks."""
    points = []
    for start, end in zip(corners, corners[1:] + corners[:1]):
        points += line(start, end)[:-1]
    return points + points[:1]


def box(west, south, east, north):
    return [(west, south), (east, south), (east, north), (west, north)]


def street_box(west, south, east, north):
    """A box whose borders run from crossing to crossing, so that neighbours share every point."""
    es = [e for e, *_ in AVENUES if west <= e <= east]
    ns = [n for n, *_ in STREETS if south <= n <= north]
    return ([(e, south) for e in es] + [(east, n) for n in ns[1:]]
            + [(e, north) for e in reversed(es[:-1])] + [(west, n) for n in reversed(ns[1:-1])])


def polygon(corners, **properties):
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "Polygon", "coordinates": [ring(corners)]}}


def line_feature(points, **properties):
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": "LineString", "coordinates": points}}


def write_geojson(name, features):
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    (HERE / name).write_text('{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n", encoding="utf-8")


def write_csv(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def cells():
    """Street blocks: column, row (0 is south), and their borders in metres."""
    for column in range(len(AVENUES) - 1):
        for row in range(len(STREETS) - 1):
            yield column, row, (AVENUES[column][0], STREETS[row][0], AVENUES[column + 1][0], STREETS[row + 1][0])


def make_areas():
    west, east, south, north = AVENUES[0][0], AVENUES[-1][0], STREETS[0][0], STREETS[-1][0]
    border = AVENUES[COMMUNITY_BORDER][0]
    whole = street_box(west, south, east, north)
    write_geojson("districts.geojson", [polygon(whole, code=COUNTY, name_zh="锦河区", name_en="Jinhe District")])
    write_geojson("sub-districts.geojson", [polygon(
        whole, code=SUB_DISTRICT, parent=COUNTY, name_zh="锦河街道", name_en="Jinhe Sub-district")])
    halves = [street_box(west, south, border, north), street_box(border, south, east, north)]
    write_geojson("communities.geojson", [
        polygon(half, code=SUB_DISTRICT + code, parent=SUB_DISTRICT, name_zh=zh, name_en=en)
        for half, (code, zh, en) in zip(halves, COMMUNITIES)])
    write_geojson("responsibility-grids.geojson", [
        polygon(half, code=f"JH-R{i}", parent=SUB_DISTRICT,
                name_zh=f"锦河第{'一二'[i - 1]}责任网格", name_en=f"Jinhe responsibility grid {i}")
        for i, half in enumerate(halves, 1)])
    grids = []
    for i, (code, *_) in enumerate(COMMUNITIES):
        mine = [c for c in cells() if (c[0] >= COMMUNITY_BORDER) == bool(i)]
        # Sequence north to south, and west to east inside a row.
        for sequence, (_, _, borders) in enumerate(sorted(mine, key=lambda c: (-c[1], c[0])), 1):
            grids.append(polygon(street_box(*borders), code=f"{SUB_DISTRICT}{code}{sequence:03}",
                                 parent=SUB_DISTRICT + code, responsibility=f"JH-R{i + 1}"))
    write_geojson("grids.geojson", grids)


def make_roads():
    # The main avenue crosses the river.
    roads = [(kind, zh, en, (e, STREETS[0][0] - (130 if kind == "main" else 20)), (e, STREETS[-1][0] + 110))
             for e, kind, zh, en in AVENUES]
    roads += [(kind, zh, en, (AVENUES[0][0] - 170, n), (AVENUES[-1][0] + 170, n)) for n, kind, zh, en in STREETS]
    write_geojson("roads.geojson", [
        line_feature(line(start, end), code=f"JH-{i:02}", name_zh=zh, name_en=en, **{"class": kind})
        for i, (kind, zh, en, start, end) in enumerate(roads, 1)])


def buildings(borders):
    """Houses along the four sides of a block and a yard in the middle."""
    west, south, east, north = borders
    for row_south, row_north in ((south + 4, south + 27), (north - 27, north - 4)):
        at = west + 4
        while east - 4 - at > 12:
            width = min(rng.uniform(14, 30), east - 4 - at)
            if rng.random() < 0.9:
                depth = rng.uniform(0, 7)
                yield box(at, row_south + (depth if row_south > south + 5 else 0), at + width - 3,
                          row_north - (depth if row_south < south + 5 else 0))
            at += width
    for side in (west + 4, east - 22):
        if rng.random() < 0.7 and north - south > 80:
            yield box(side, south + 34, side + 18, north - 34)


def make_blocks():
    """What the map draws under the streets; nothing is decided by it."""
    features = [
        polygon(box(-640, -292, 640, -238), kind="water", name_zh="锦河", name_en="Jinhe River"),
        polygon(box(-640, -236, 640, -213), kind="green"),
        polygon(box(-640, -330, 640, -294), kind="green"),
    ]
    e_lines = [(-475, "lane")] + [(e, k) for e, k, *_ in AVENUES] + [(475, "lane")]
    n_lines = [(n, k) for n, k, *_ in STREETS] + [(300, "lane")]
    for i, ((west, wk), (east, ek)) in enumerate(zip(e_lines, e_lines[1:]), -1):
        for j, ((south, sk), (north, nk)) in enumerate(zip(n_lines, n_lines[1:])):
            inner = (west + HALF_WIDTH_M[wk], south + HALF_WIDTH_M[sk],
                     east - HALF_WIDTH_M[ek], north - HALF_WIDTH_M[nk])
            if (i, j) in PARK_CELLS or (i, j) in PLAZA_CELLS:
                zh, en = PARK_CELLS.get((i, j)) or PLAZA_CELLS[i, j]
                features.append(polygon(
                    box(*inner), kind="green" if (i, j) in PARK_CELLS else "plaza", name_zh=zh, name_en=en))
                if (i, j) == (2, 2):
                    features.append(polygon(
                        [(-128, 32), (-98, 24), (-80, 48), (-92, 76), (-122, 70)], kind="water"))
            elif (i, j) in LANDMARKS:
                zh, en = LANDMARKS[i, j]
                west_, south_, east_, north_ = inner
                features.append(polygon(box(west_ + 8, south_ + 10, east_ - 8, south_ + 44),
                                        kind="building", name_zh=zh, name_en=en))
                features.append(polygon(box(west_ + 8, south_ + 52, east_ - 8, north_ - 6), kind="plaza"))
            else:
                features += [polygon(b, kind="building") for b in buildings(inner)]
    write_geojson("blocks.geojson", features)


# class, how far apart along a street in metres, distance from the kerb inwards, department that owns and keeps it
FURNITURE = [
    ("component/0137", 150, -2.5, "lighting"),
    ("component/0103", 240, 2.0, "drainage"),
    ("component/0104", 420, 1.0, "drainage"),
    ("component/0102", 490, 4.0, "drainage"),
    ("component/0101", 680, 3.0, "municipal"),
    ("component/0106", 910, -1.5, "lighting"),
    ("component/0305", 340, -3.0, "sanitation"),
    ("component/0402", 270, -2.0, "parks"),
    ("component/0407", 760, -4.0, "parks"),
    ("component/0204", 1040, -2.0, "municipal"),
    ("component/0212", 1170, -1.0, "municipal"),
    ("component/0127", 1460, -4.0, "municipal"),
    ("component/0150", 1540, -1.0, "police"),
    ("component/0225", 1300, -3.0, "enforcement"),
]


def make_components():
    """Street furniture along both kerbs; returns class → [(code, lon, lat)] for the devices."""
    placed, rows = {}, []
    for category, spacing, inwards, department in FURNITURE:
        digits, travelled, side = category[-4:], spacing * 0.37, 1
        for fixed, kind, start, end, vertical in (
                [(e, k, STREETS[0][0], STREETS[-1][0], True) for e, k, *_ in AVENUES]
                + [(n, k, AVENUES[0][0], AVENUES[-1][0], False) for n, k, *_ in STREETS]):
            at = start + travelled
            while at < end:
                # Street furniture of a border street stands on the managed side.
                if fixed in (AVENUES[0][0], STREETS[0][0]):
                    side = 1
                elif fixed in (AVENUES[-1][0], STREETS[-1][0]):
                    side = -1
                offset = fixed + side * (HALF_WIDTH_M[kind] - inwards)
                lon, lat = position(offset, at) if vertical else position(at, offset)
                code = f"{COUNTY}{digits}{len(placed.setdefault(category, [])) + 1:06}"
                placed[category].append((code, lon, lat))
                rows.append((code, category, lat, lon, department, department, department))
                at, side = at + spacing, -side
            travelled = at - end
    write_csv("components.csv", ("code", "category", "lat", "lon", "authority", "owner", "maintainer"), rows)
    return placed


# Invented names: column and row of the block they stand in, where in the block (metres from its middle), names, aliases.
POIS = [
    (0, 2, (-20, 30), "老槐树茶馆", "Old Locust Tea House", ""),
    (0, 3, (10, -30), "柳浪社区服务站", "Liulang Service Station", "柳浪服务站"),
    (1, 0, (0, 25), "书院巷菜鸟驿站", "Shuyuan Parcel Station", "书院巷驿站"),
    (1, 2, (-15, -25), "东风照相馆", "Dongfeng Photo Studio", ""),
    (1, 3, (5, 20), "北塘幼儿园", "Beitang Kindergarten", "北塘幼稚园"),
    (2, 1, (0, -20), "人民路早餐店", "Renmin Road Breakfast", "人民路早点"),
    (2, 3, (20, 0), "集贤书店", "Jixian Bookshop", ""),
    (3, 0, (-10, 10), "桂花园小区", "Guihua Garden", "桂花苑"),
    (3, 2, (0, 30), "锦河影剧院", "Jinhe Theatre", "锦河电影院;锦河剧场"),
    (4, 2, (15, -15), "文昌药店", "Wenchang Pharmacy", "文昌大药房"),
    (5, 1, (-20, 0), "东河派出所", "Donghe Police Station", ""),
    (5, 3, (0, 0), "望山停车场", "Wangshan Car Park", ""),
    (6, 1, (10, 10), "槐荫公共厕所", "Huaiyin Public Toilet", "槐荫公厕"),
    (6, 3, (-5, -5), "北塘中转站", "Beitang Transfer Station", "北塘垃圾中转站"),
]


def make_places():
    """Points of interest, and a house number every forty metres on both sides of the four larger streets from west to east."""
    rows = []
    middles = {(c, r): ((w + e) / 2, (s + n) / 2) for c, r, (w, s, e, n) in cells()}
    named = [(c, r, (0, 0), zh, en, "") for (c, r), (zh, en) in
             sorted((LANDMARKS | PARK_CELLS | PLAZA_CELLS).items()) if (c, r) in middles]
    for column, row, (east, north), zh, en, aliases in named + POIS:
        middle = middles[column, row]
        lon, lat = position(middle[0] + east, middle[1] + north)
        rows.append((f"JH-P{len(rows) + 1:03}", "poi", zh, en, aliases, lat, lon))
    for north, kind, zh, en in STREETS:
        if kind == "lane":
            continue
        for i, east in enumerate(range(-350, 360, 40)):
            for side, number in ((1, 2 * i + 1), (-1, 2 * i + 2)):
                at = north + side * (HALF_WIDTH_M[kind] + 4)
                if STREETS[0][0] < at < STREETS[-1][0]:
                    lon, lat = position(east, at)
                    rows.append((f"JH-A{len(rows) + 1:03}", "address", f"{zh}{number}号", f"{number} {en}", "", lat, lon))
    write_csv("places.csv", ("code", "kind", "name_zh", "name_en", "aliases", "lat", "lon"), rows)


def spread(items, count):
    return [items[i * len(items) // count] for i in range(count)]


def nearest(items, east, north):
    lon, lat = position(east, north)
    return min(items, key=lambda c: (c[1] - lon) ** 2 + (c[2] - lat) ** 2)


ROUTES = [
    # vehicle, speed km/h, name, kind, corners as (avenue, street) counted from the south-west
    ("veh-01", 18, "清扫车 1 号", "Sweeper 1", "sanitation", [(0, 0), (7, 0), (7, 2), (0, 2)]),
    ("veh-02", 22, "垃圾清运车 2 号", "Refuse truck 2", "sanitation", [(2, 0), (5, 0), (5, 4), (2, 4)]),
    ("veh-03", 25, "洒水车 3 号", "Water sprinkler 3", "sanitation", [(0, 2), (7, 2), (7, 4), (0, 4)]),
    ("veh-04", 30, "执法巡逻车 4 号", "Patrol car 4", "enforcement", [(4, 0), (7, 0), (7, 3), (4, 3)]),
    ("veh-05", 28, "渣土运输车 5 号", "Muck truck 5", "muck", [(0, 0), (4, 0), (4, 4), (0, 4)]),
]


def make_routes_and_devices(placed):
    features, devices = [], []
    camera = nearest(placed["component/0150"], 55, 0)
    devices.append(("cam-01", "camera", "人民路锦河大道路口摄像机", "Camera Renmin Road / Jinhe Avenue",
                    camera[2], camera[1], camera[0], ""))
    covers = spread(placed["component/0103"], 12)
    devices += [(f"mh-{i:02}", "manhole-cover", f"雨水井盖 {i:02} 号", f"Storm-water cover {i:02}", lat, lon, code, "")
                for i, (code, lon, lat) in enumerate(covers, 1)]
    lamps = spread(placed["component/0137"], 12)
    devices += [(f"lamp-{i:02}", "lamp-controller", f"路灯 {i:02} 号", f"Street lamp {i:02}", lat, lon, code, "rated_w=150;rated_current_a=0.72")
                for i, (code, lon, lat) in enumerate(lamps, 1)]
    for vehicle, speed, zh, en, kind, corners in ROUTES:
        plan = [(AVENUES[a][0], STREETS[s][0]) for a, s in corners]
        points = ring(plan)
        features.append({**line_feature(points, id=vehicle, vehicle=vehicle, speedKmh=speed, name_zh=zh, name_en=en),
                         "id": vehicle})
        devices.append((vehicle, "vehicle-terminal", zh, en, points[0][1], points[0][0], "",
                        f"kind={kind};plate=JH-{vehicle[-2:]}"))
        if kind == "muck":
            write_geofences(vehicle, points)
    write_geojson("routes.geojson", features)
    write_csv("devices.csv", ("id", "model", "name_zh", "name_en", "lat", "lon", "component", "extra"), devices)


def write_geofences(vehicle, loop):
    """What the muck truck is judged by: its route, where it may load, tip and park, and a school street at its hours."""
    along = lambda share: loop[round(share * (len(loop) - 1))]
    circle = lambda share, radius: {"type": "circle", "centre": list(along(share)), "radiusM": radius}
    muck = {"kinds": ["muck"], "departments": [], "ids": []}

    def area(key, kind, zh, en, shape, **more):
        return {"id": key, "name": {"zh": zh, "en": en}, "kind": kind, "shape": shape, "vehicles": muck, "hours": [],
                "enterDwellS": 5, "leaveDwellS": 5, "tell": {"enter": True, "leave": True, "cross": True}, **more}

    school = [{"days": [1, 2, 3, 4, 5], "from": "07:00", "to": "08:30"}, {"days": [1, 2, 3, 4, 5], "from": "16:00", "to": "17:30"}]
    areas = [
        area("depot-01", "depot", "渣土车停车场", "Muck truck depot", circle(0, 60)),
        area("site-01", "loading_site", "锦河大道工地", "Building site Jinhe Avenue", circle(0.1, 50)),
        area("dump-01", "dump_site", "城西消纳场", "Approved dump site West", circle(0.72, 60)),
        area("school-01", "forbidden", "学校路段（上下学禁行）", "School street (closed at school hours)", circle(0.6, 50), hours=school),
        area("route-01", "route", "渣土车 5 号核准路线", "Approved route of muck truck 5",
             {"type": "corridor", "points": [list(p) for p in loop], "widthM": 100},
             vehicles={"kinds": [], "departments": [], "ids": [vehicle]}, tell={"enter": False, "leave": True, "cross": False}),
    ]
    lines = ",\n".join(json.dumps(a, ensure_ascii=False, separators=(",", ":")) for a in areas)
    (HERE / "geofences.json").write_text('{"geofences":[\n' + lines + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    make_areas()
    make_roads()
    make_blocks()
    make_places()
    make_routes_and_devices(make_components())
