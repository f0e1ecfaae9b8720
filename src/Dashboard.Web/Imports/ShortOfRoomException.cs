namespace Dashboard.Web.Imports;

/// <summary>
/// The disk has less room than the reserve. A full disk lets PostgreSQL not even delete: reading files pauses before, and goes on by
/// itself when there is room.
/// </summary>
public sealed class ShortOfRoomException() : Exception("The disk of the data folder has less room than the reserve.");
