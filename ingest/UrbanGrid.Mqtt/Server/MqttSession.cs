namespace UrbanGrid.Mqtt;

/// <summary>One connected client as the application sees it.</summary>
public sealed class MqttSession
{
    /// <summary>Client identifier, assigned by the server if the client sent none.</summary>
    public string ClientId => throw new NotImplementedException();

    /// <summary>User name of CONNECT.</summary>
    public string? UserName => throw new NotImplementedException();

    /// <summary>Free for the application: what it found when it authenticated the session.</summary>
    public object? Tag { get; set; }

    /// <summary>Closes the connection with a reason.</summary>
    public void Disconnect(MqttReasonCode reason) => throw new NotImplementedException();
}

/// <summary>The pending acknowledgement of one inbound message.</summary>
public readonly struct PublishReceipt
{
    /// <summary>Lets the acknowledgement go out, with the reason code where the protocol has room for one.</summary>
    public void Complete(MqttReasonCode reason = MqttReasonCode.Success) => throw new NotImplementedException();
}
