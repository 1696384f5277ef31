// ugvision_drive [--models DIR] [--seconds N]: every function of the C interface, for a memory checker. Exit code 1 if one
// does not do what it must.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include "drive.h"

int main(int argc, char** argv) {
    std::string models;
    double seconds = 30;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--models") == 0) models = argv[i + 1];
        if (std::strcmp(argv[i], "--seconds") == 0) seconds = std::atof(argv[i + 1]);
    }
    const std::pair<const char*, void (*)(const std::string&, double)> parts[] = {
        {"scene", [](const std::string&, double s) { drive::scenes(s); }},
        {"covers", [](const std::string&, double) { drive::covers(); }},
        {"health", [](const std::string&, double) { drive::health(); }},
        {"pictures", [](const std::string&, double) { drive::pictures(); }},
        {"canvas", [](const std::string&, double) { drive::canvases(); }},
        {"crops", [](const std::string& m, double) { drive::crops(m); }},
        {"objects", [](const std::string& m, double) { drive::objects(m); }},
    };
    int failed = 0;
    for (const auto& [name, part] : parts) {
        try {
            part(models, seconds);
            std::printf("%s: done\n", name);
        } catch (const std::exception& e) {
            std::printf("%s: %s\n", name, e.what());
            failed = 1;
        }
        std::fflush(stdout);
    }
    return failed;
}
