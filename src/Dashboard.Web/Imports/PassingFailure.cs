using System.Net.Sockets;
using Npgsql;

namespace Dashboard.Web.Imports;

/// <summary>Tells failures that pass by themselves, or once somebody makes room, from those that a repetition cannot heal.</summary>
internal static class PassingFailure
{
    private const string Away = "the database does not answer";
    private const string IdleTooLong = "25P03";

    /// <summary>What is the matter, for a person; null for a failure that stays.</summary>
    public static string? Of(Exception exception) => exception switch
    {
        ShortOfRoomException => "less than the reserve is free on the disk of the data folder",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "the disk of the database is full",
        PostgresException refused => OfState(refused.SqlState),
        // The connection, not a statement: it cannot be made, broke off or timed out.
        NpgsqlException or SocketException => Away,
        // What the driver says when one that was cut between two statements is used again.
        InvalidOperationException { Source: "Npgsql", Message: "Connection is not open" } => Away,
        IOException full when UploadFolder.IsDiskFull(full) => "the disk of the data folder is full",
        { InnerException: { } inner } => Of(inner),
        _ => null,
    };

    // By class, PostgreSQL's appendix A: 08 connection, 25P03 idle too long, 40 rollback, 53 resources, 55 lock or state, 57 operator, 58 system.
    private static string? OfState(string state) => state[..2] switch
    {
        "53" => "the database is out of resources",
        "08" or "40" or "55" or "57" or "58" => Away,
        _ => state == IdleTooLong ? Away : null,
    };
}
