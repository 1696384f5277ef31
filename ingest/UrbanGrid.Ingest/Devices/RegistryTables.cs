using Microsoft.EntityFrameworkCore;
using UrbanGrid.Ingest.Database;

namespace UrbanGrid.Ingest.Devices;

/// <summary>The registry's tables for whoever moves them from one database to another.</summary>
public static class RegistryTables
{
    /// <summary>A context over them; the caller disposes it.</summary>
    public static DbContext Open(string connection) => new RegistryDb(
        DatabaseConnection.OptionsOf<RegistryDb>(connection, RegistryDb.HistoryTable));
}
