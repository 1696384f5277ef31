#include "canvas_api.h"
#include "drive.h"
#include "privacy_api.h"

namespace drive {

void pictures() {
    const Bytes jpeg = street(4), half = broken(jpeg), none = noise();
    const auto length = static_cast<int32_t>(jpeg.size());
    ugv_buffer result{};
    const float outline[] = {0.1f, 0.1f, 0.9f, 0.2f, 0.5f, 1.2f};
    const ugv_drawing drawing{outline, 3, 0.4f, 0.5f, 0.2f, 0.7f, "camera 1", "2026-03-02 10:00:00 a long line that does not fit into the picture's width at all"};
    ok(ugv_jpeg_annotate(jpeg.data(), length, &drawing, &result));
    take(result);
    refused(ugv_jpeg_annotate(half.data(), static_cast<int32_t>(half.size()), &drawing, &result));
    float score;
    ok(ugv_person_score(jpeg.data(), length, 0.5f, 0.4f, 0.1f, 0.4f, &score));
    ok(ugv_person_score(jpeg.data(), length, 0.95f, 0.95f, 0.3f, 0.3f, &score));
    refused(ugv_person_score(none.data(), static_cast<int32_t>(none.size()), 0, 0, 1, 1, &score));

    const float corners[] = {0.1f, 0.1f, 0.3f, 0.1f, 0.2f, 1.5f};
    const int32_t polygons[] = {3}, whole[] = {0};
    ok(ugv_jpeg_mask(jpeg.data(), length, corners, polygons, 1, 85, &result));
    take(result);
    ok(ugv_jpeg_mask(jpeg.data(), length, nullptr, whole, 1, 85, &result));
    take(result);
    refused(ugv_jpeg_mask(half.data(), static_cast<int32_t>(half.size()), corners, polygons, 1, 85, &result));

    ugv_people_settings people{0, 1.05f, 2, 1600, nullptr};
    ugv_box boxes[2] = {{0.5f, 0.4f, 0.1f, 0.4f}, {0.9f, 0.9f, 0.4f, 0.4f}};
    int32_t count;
    ok(ugv_people_find(jpeg.data(), length, &people, boxes, 2, &count));
    people.faces = "/nowhere/faces.xml";
    refused(ugv_people_find(jpeg.data(), length, &people, boxes, 2, &count));
    boxes[0] = {0.5f, 0.4f, 0.1f, 0.4f};
    boxes[1] = {0.9f, 0.9f, 0.4f, 0.4f};
    ok(ugv_jpeg_blur(jpeg.data(), length, boxes, 2, 4, 90, &result));
    take(result);
    refused(ugv_jpeg_blur(none.data(), static_cast<int32_t>(none.size()), boxes, 2, 4, 90, &result));
    demand(ugv_opencv_version()[0] != '\0', "OpenCV says no version");
}

void canvases() {
    Bytes pixels(200 * 100 * 3, 90), transparent(40 * 30 * 4, 0);
    const ugv_canvas canvas{pixels.data(), 200, 100, 3}, sprite{transparent.data(), 40, 30, 4}, nothing{nullptr, 0, 0, 3};
    const float points[] = {20, 15, 15, 10, 0, 0, 39, 29, -50, -50, 300, 20, 100, 200};
    const ugv_stroke strokes[] = {{UGV_ELLIPSE, 0, 2, 20, 30, 200, 0.8f, 0, 1.5f, -0.3f, 8, 3}, {UGV_LINE, 2, 2, 0, 0, 0, 1, 3, 0, 0, 0, 1},
                                  {UGV_POLYGON, 4, 3, 40, 90, 10, 0.5f, 0, 2, 0.4f, 5, 9}};
    ok(ugv_canvas_paint(&sprite, strokes, 2, points));
    ok(ugv_canvas_paint(&canvas, strokes, 3, points));
    for (float x : {-30.f, 10.25f, 190.f, 500.f}) ok(ugv_canvas_sprite(&canvas, &sprite, x, 20.5f, 33.3f, 27.7f, 0.9f, 0.7f));
    ok(ugv_canvas_warp(&canvas, 1.5f, -2, 3, 1.05f));
    ok(ugv_canvas_blur(&canvas, 1.2f));
    ok(ugv_canvas_text(&canvas, "12:00", 5, 90, 12, 255, 255, 255));
    const Bytes jpeg = street(1), half = broken(jpeg);
    for (int x : {-20, 50, 190}) ugv_canvas_jpeg(&canvas, jpeg.data(), static_cast<int32_t>(jpeg.size()), x, 10, 60, 40);
    refused(ugv_canvas_jpeg(&canvas, half.data(), static_cast<int32_t>(half.size()), 0, 0, 60, 40));
    ugv_canvas_blur(&nothing, 1);
}

}  // namespace drive
