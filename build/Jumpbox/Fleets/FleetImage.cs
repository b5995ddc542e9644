using Jumpbox.Settings;

namespace Jumpbox.Fleets;

/// <summary>One image of a fleet.</summary>
/// <param name="Name">Its name in the fleet: the name of its file, with the labels of its matrix.</param>
/// <param name="File">The file that defines it, relative to the shared settings.</param>
/// <param name="Settings">The shared settings merged with its own.</param>
public sealed record FleetImage(string Name, string File, SettingsDocument Settings);
