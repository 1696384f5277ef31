using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;

namespace UrbanGrid.Mqtt.Client;

/// <summary>The network connection of a client, with TLS if asked for.</summary>
internal sealed class ClientTransport : IAsyncDisposable
{
    private const int BufferBytes = 32 * 1024;

    private readonly Stream _stream;

    private ClientTransport(Stream stream)
    {
        _stream = stream;
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferBytes, leaveOpen: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferBytes, leaveOpen: true));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    public static async Task<ClientTransport> OpenAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, cancellationToken);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            return new ClientTransport(options.Tls ? await SecureAsync(stream, options, cancellationToken) : stream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<Stream> SecureAsync(
        Stream stream, MqttClientOptions options, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        await secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = options.Host,
                RemoteCertificateValidationCallback = options.ValidateServerCertificate,
                ClientCertificates = options.ClientCertificates,
            },
            cancellationToken);
        return secure;
    }
}
