namespace UrbanGrid.Hub.Setup;

/// <summary>The hub cannot work with the database it was given; the message says what to change, and no password.</summary>
public sealed class DatabaseUnusableException(string message, Exception? cause = null) : Exception(message, cause);
