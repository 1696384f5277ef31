using System.Text.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.Vision.Privacy;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>
/// Takes the hub's orders how a camera is to be watched, and what operators accepted there, to its detectors. What is ordered
/// and what was sent with it is kept, so that a restart goes on as before.
/// </summary>
public sealed class WatchDesk
{
    /// <summary>Ids told as missing in one answer; the hub asks again after it has sent them.</summary>
    private const int MissingMax = 32;

    private readonly CameraOrders _orders;
    private readonly PictureShelf _shelf;
    private readonly EdgeDetector _detector;
    private readonly string _cameraId;
    private WatchPlan? _plan;

    /// <summary>Reads what is kept, and tells the detectors.</summary>
    public WatchDesk(string cameraId, CameraOrders orders, string folder, EdgeDetector detector)
    {
        (_cameraId, _orders, _detector) = (cameraId, orders, detector);
        _shelf = new PictureShelf(Path.Combine(folder, "pictures"));
        Follow();
    }

    /// <summary>Names of the commands that it takes.</summary>
    public static IReadOnlyList<string> Commands { get; } = ["watch", "picture", "accept_fixture", "accept_view", "accept_reference", "show_overlay", "remember"];

    /// <summary>What is black in everything that leaves the camera.</summary>
    public PrivacyMask? Mask => PrivacyMask.Of(_orders.Zones);

    /// <summary>Carries out a command; null if it is none of <see cref="Commands"/>.</summary>
    public CommandAnswer? Execute(string command, JsonElement? args) => command switch
    {
        "watch" => Watch(CommandArgs.Read(args, WireJson.Default.WatchOrder)),
        "picture" => TakePicture(CommandArgs.Read(args, WireJson.Default.PicturePart)),
        "accept_fixture" => AcceptFixture(args),
        "accept_view" => Detecting(() => _detector.AcceptView()),
        "accept_reference" => AcceptReference(CommandArgs.Read(args, WireJson.Default.ReferenceOrder)),
        "show_overlay" => ShowOverlay(CommandArgs.Read(args, WireJson.Default.OverlayOrder)),
        "remember" => Remember(args),
        _ => null,
    };

    private CommandAnswer ShowOverlay(OverlayOrder? order) => order is { Seconds: > 0 }
        ? Detecting(() => _detector.ShowOverlay(order.Seconds))
        : CommandAnswer.Refuse("show_overlay needs {\"seconds\":n}");

    /// <summary>Where detectors run already, what they have learned themselves is newer than what the hub can know.</summary>
    private CommandAnswer Remember(JsonElement? args)
    {
        if (_orders.DetectsHere)
        {
            return CommandAnswer.Refuse("detectors of this camera run here already");
        }

        try
        {
            _detector.Remember(CameraLearned.Read(args ?? default));
            return CommandAnswer.Done([]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return CommandAnswer.Refuse($"remember needs what the detectors learned: {e.Message}");
        }
    }

    private CommandAnswer Watch(WatchOrder? order)
    {
        if (order is null)
        {
            return CommandAnswer.Refuse("watch needs {\"detect\":\"hub\"|\"edge\",\"zones\":[…]}");
        }

        if (_orders.Take(order) is { } why)
        {
            return CommandAnswer.Refuse(why);
        }

        Follow();
        var result = new JsonObject { ["detect"] = order.Detect, ["zones"] = _orders.Zones.Count, ["covers"] = _orders.Covers.Count };
        if (_shelf.Missing.Take(MissingMax).Select(id => (JsonNode?)id).ToArray() is { Length: > 0 } missing)
        {
            result["missing"] = new JsonArray(missing);
        }

        return CommandAnswer.Done(result);
    }

    private CommandAnswer TakePicture(PicturePart? part)
    {
        if (part is null || !PictureShelf.IsId(part.Id))
        {
            return CommandAnswer.Refuse("picture needs {\"id\":…,\"part\":n,\"parts\":m,\"sha256\":…,\"content\":Base64}");
        }

        if (_shelf.Take(part, out var isWhole) is { } why)
        {
            return CommandAnswer.Refuse(why);
        }

        // Those that come together are used together: each start costs the detectors what they have learned.
        if (isWhole && !_shelf.Missing.Any())
        {
            Follow();
        }

        return CommandAnswer.Done(new JsonObject { ["id"] = part.Id, ["part"] = part.Part });
    }

    private CommandAnswer AcceptFixture(JsonElement? args) => CommandArgs.Read(args, WireJson.Default.PictureBox) is { Width: > 0, Height: > 0 } box
        ? Detecting(() => _detector.AcceptAsFixture(box))
        : CommandAnswer.Refuse("accept_fixture needs {\"x\":…,\"y\":…,\"width\":…,\"height\":…}, relative to the picture");

    private CommandAnswer AcceptReference(ReferenceOrder? order)
    {
        if (order is null || _orders.Covers.All(c => c.Name != order.Cover))
        {
            return CommandAnswer.Refuse("accept_reference needs {\"cover\":name} of a cover that is watched here");
        }

        return Detecting(() =>
        {
            _detector.AcceptReference(order.Cover);
            _plan = order.Picture is { } picture ? _plan?.Taught(order.Cover, picture) : _plan;
        });
    }

    private CommandAnswer Detecting(Action work)
    {
        if (!_orders.DetectsHere)
        {
            return CommandAnswer.Refuse("detectors of this camera run in the hub");
        }

        work();
        return CommandAnswer.Done([]);
    }

    /// <summary>Takes over what is ordered with what is here.</summary>
    private void Follow()
    {
        _shelf.Want(_orders.Pictures, Mask);
        var plan = _orders.DetectsHere ? WatchPlan.Of(_cameraId, _orders, _shelf, _plan) : null;
        if (plan is not null && _plan?.Does(plan) is true)
        {
            return;
        }

        if (plan is not null || _plan is not null)
        {
            _detector.Use(plan?.Watch);
        }

        _plan = plan;
    }
}
