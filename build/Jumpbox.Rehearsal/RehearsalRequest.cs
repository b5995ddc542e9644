using Jumpbox.Customizer;
using Jumpbox.Egress;
using Jumpbox.Network;
using Jumpbox.Settings;
using Jumpbox.Tools;
using Microsoft.AspNetCore.Connections;

namespace Jumpbox.Rehearsal;

/// <summary>A rehearsal request.</summary>
public sealed record RehearsalRequest
{
    /// <summary>The steps: exactly those of the image template.</summary>
    public required CustomizerPlan Plan { get; init; }

    /// <summary>The Ubuntu code name of the image, for example <c>noble</c>.</summary>
    public required string Suite { get; init; }

    /// <summary>The folder for logs and lists; files of an earlier rehearsal are replaced.</summary>
    public required string Output { get; init; }

    /// <summary>The engine's name, or null for the first that this machine can use.</summary>
    public string? Engine { get; init; }

    /// <summary>
    /// A folder of mirrored files as <c>HOST/PATH</c>, then the sandbox's entire network; null for this machine's
    /// network.
    /// </summary>
    public string? Mirror { get; init; }

    /// <summary>The egress list: what the steps may reach, each as <c>host:port</c>.</summary>
    public IReadOnlyList<string> Egress { get; init; } = [];

    /// <summary>Whether the root file system is kept as a tar.</summary>
    public bool Keep { get; init; }

    /// <summary>Whether every file of the root file system is read in the end, for its digest.</summary>
    public bool Tree { get; init; }

    /// <summary>The time of the lock, in seconds since 1970: no time of a file counts as later.</summary>
    public long Epoch { get; init; }

    /// <summary>What the machine is like.</summary>
    internal Surroundings Around { get; init; } = Surroundings.Usual;

    /// <summary>Middleware between the sandbox and its local servers, for measurements; null for none.</summary>
    internal Func<ConnectionContext, ConnectionDelegate, Task>? Link { get; init; }

    /// <summary>Creates the request for the content of settings and pins; the caller sets the output folder.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="pins">Catalogue and lock.</param>
    /// <param name="root">The checkout's root.</param>
    /// <param name="own">The user's steps and files; null means none.</param>
    /// <exception cref="PinException">A selected tool is unknown or not pinned.</exception>
    public static RehearsalRequest For(JumpboxSettings settings, ToolPins pins, string root, OwnContents? own = null) =>
        new()
        {
            Plan = CustomizerPlan.Render(settings, pins.Catalogue, pins.Lock, Path.Combine(root, "scripts"), own: own),
            Suite = CustomizerPlan.SuiteOf(settings.Image, pins.Catalogue),
            Output = "rehearsal",
            Epoch = pins.Lock.Epoch,
            Egress =
            [
                .. EgressList
                    .For(settings, pins.Catalogue, pins.Lock)
                    .Hosts.Where(host => host.From == EgressOrigin.BuildVm)
                    .Select(host => host.ToString()),
            ],
        };
}
