// C interface of the object detector: any network of the YOLO family that OpenCV's dnn can load. Mirrored in
// UrbanGrid.Vision/Native/ObjectMethods.cs.
#pragma once
#include "ugvision.h"

enum ugv_object_layout : int32_t {
    UGV_LAYOUT_AUTO = 0,       // told by the output's shape
    UGV_LAYOUT_REGION = 1,     // Darknet region or yolo layers: rows of x, y, w, h (relative, centre), objectness, classes
    UGV_LAYOUT_YOLOX = 2,      // 1 x N x (5 + C) on grids of stride 8, 16, 32, offsets in cells and sizes as logarithm
    UGV_LAYOUT_ROWS = 3,       // 1 x N x (5 + C) in pixels of the input: YOLOv5, YOLOv7, YOLOX exported with its decoder
    UGV_LAYOUT_COLUMNS = 4,    // 1 x (4 + C) x N in pixels of the input, no objectness: YOLOv8 and later
};

enum ugv_object_batch : int32_t {
    UGV_BATCH_AUTO = 0,        // several pictures in one pass where the network allows it and it costs no more than one by one
    UGV_BATCH_ALWAYS = 1,      // where the network allows it
    UGV_BATCH_NEVER = 2,
};

enum ugv_object_fit : int32_t { UGV_FIT_STRETCH = 0, UGV_FIT_TOP_LEFT = 1, UGV_FIT_CENTRE = 2 };

struct ugv_object_settings {
    const char* model;         // .onnx, .cfg, .weights ...
    const char* weights;       // second file of a Darknet model, or null
    int32_t width, height;     // of the network's input
    float scale;               // values are multiplied by it after the mean was taken away
    float mean_blue, mean_green, mean_red;
    int32_t red_first;         // the network wants red, green, blue
    int32_t fit;               // ugv_object_fit
    int32_t pad;               // grey level beside the picture
    int32_t layout;            // ugv_object_layout
    int32_t classes;           // names there are
    float score_min;
    float overlap_max;         // IoU above which of two of one class the weaker is dropped
    int32_t batch;             // ugv_object_batch
};

struct ugv_object {
    int32_t class_number;
    float score;
    float x, y, width, height;  // relative to the picture
};

struct ugv_objects;

UGV_API int32_t ugv_objects_open(const ugv_object_settings* settings, ugv_objects** objects);
UGV_API void ugv_objects_close(ugv_objects* objects);
// Looks at a part of the picture (relative; width 0: all of it). The best come first; `count` is how many there are.
UGV_API int32_t ugv_objects_detect(ugv_objects* objects, const uint8_t* jpeg, int32_t length, float x, float y, float width,
                                   float height, ugv_object* found, int32_t capacity, int32_t* count);
// Looks at several whole pictures, whose bytes follow one another: in one pass where the network allows it, otherwise one by
// one. `found` has `capacity` places for each; counts[i] is how many things there are, -1 where the bytes are no picture.
UGV_API int32_t ugv_objects_detect_all(ugv_objects* objects, const uint8_t* jpegs, const int32_t* lengths, int32_t pictures,
                                       ugv_object* found, int32_t capacity, int32_t* counts);
// Whether several pictures go through the network in one pass, as it was settled when the model was opened.
UGV_API int32_t ugv_objects_batches(ugv_objects* objects);
// Layout and shape of the output, as it was recognised when the model was opened.
UGV_API const char* ugv_objects_output(ugv_objects* objects);
