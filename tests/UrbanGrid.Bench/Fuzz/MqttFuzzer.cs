using UrbanGrid.Mqtt;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Bench.Fuzz;

/// <summary>
/// Feeds mutated packets to the codec and to a server. Round <c>n</c> of seed <c>s</c> is the first of seed <c>s + n</c>, so
/// that what is found can be had again at once.
/// </summary>
internal sealed class MqttFuzzer(int seed, TimeProvider time)
{
    private const long MaxGrowth = 256L * 1024 * 1024;

    private static readonly TimeSpan s_longestRead = TimeSpan.FromSeconds(5);

    private readonly int _seed = seed;
    private int _next = seed;

    /// <summary>Packets the codec read.</summary>
    public long Read { get; private set; }

    /// <summary>Packets the codec refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Connections the server was fed with.</summary>
    public long Connections { get; private set; }

    /// <summary>Runs rounds against the codec.</summary>
    /// <exception cref="FuzzFailure">Another exception than the protocol's, or a hang.</exception>
    public void FuzzCodec(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var own = _next++;
            var random = new Random(own);
            var mutator = new PacketMutator(random);
            var (version, bytes) = Next(random, mutator);
            var began = time.GetTimestamp();
            try
            {
                CodecTarget.Read(mutator.Split(bytes), version);
                Read++;
            }
            catch (MqttProtocolException)
            {
                Refused++;
            }
            catch (Exception fault)
            {
                throw new FuzzFailure($"The codec throws {fault.GetType().Name}: {fault.Message}", own, bytes, fault);
            }

            if (time.GetElapsedTime(began) > s_longestRead)
            {
                throw new FuzzFailure("The codec takes for ever.", own, bytes);
            }
        }
    }

    /// <summary>Runs rounds against a server, each a connection of its own; somebody who behaves stays connected beside.</summary>
    /// <exception cref="FuzzFailure">The server logs a fault, hangs, grows, or lets somebody else's connection suffer.</exception>
    public async Task FuzzServerAsync(FuzzServer server, int rounds, CancellationToken cancellationToken)
    {
        using var beside = await FuzzClient.OpenAsync(server.Port);
        await beside.TrySendAsync(FuzzCorpus.Connect(MqttVersion.V311, 0xFFFF));
        await beside.ReadAsync(4, cancellationToken);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < rounds && !cancellationToken.IsCancellationRequested; round++)
        {
            var own = _next++;
            var bytes = Array.Empty<byte>();
            try
            {
                bytes = await FeedAsync(server, new Random(own), own);
                Connections++;
                if (round % 64 == 0 && !await beside.PingAsync())
                {
                    throw new InvalidOperationException("A client that behaves lost its connection.");
                }
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                throw new FuzzFailure($"With the server: {fault.Message}", own, bytes, fault);
            }

            if (server.Faults.TryDequeue(out var logged))
            {
                throw new FuzzFailure($"The server logs: {logged}", own, bytes);
            }
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        if (growth > MaxGrowth)
        {
            throw new FuzzFailure($"Memory grew by {growth / 1_048_576} MiB.", _seed, []);
        }
    }

    private static (MqttVersion Version, byte[] Bytes) Next(Random random, PacketMutator mutator)
    {
        var (version, packet) = FuzzCorpus.Packets[random.Next(FuzzCorpus.Packets.Count)];
        var other = FuzzCorpus.Packets[random.Next(FuzzCorpus.Packets.Count)].Packet;
        return (version, mutator.Mutate(packet, other));
    }

    private static async Task<byte[]> FeedAsync(FuzzServer server, Random random, int round)
    {
        var mutator = new PacketMutator(random);
        using var client = await FuzzClient.OpenAsync(server.Port);
        var version = random.Next(2) == 0 ? MqttVersion.V311 : MqttVersion.V5;
        var stream = new List<byte>();
        if (random.Next(8) > 0)
        {
            stream.AddRange(FuzzCorpus.Connect(version, round & 0xFFF));
        }

        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var valid = FuzzCorpus.Packets[random.Next(FuzzCorpus.Packets.Count)];
            stream.AddRange(random.Next(3) == 0 && valid.Version == version ? valid.Packet : Next(random, mutator).Bytes);
        }

        byte[] bytes = [.. stream];
        foreach (var part in mutator.Split(bytes))
        {
            if (!await client.TrySendAsync(part))
            {
                return bytes;
            }
        }

        await client.ReadToEndAsync();
        return bytes;
    }
}
