using Jumpbox.Customizer;
using Jumpbox.Egress;
using Jumpbox.Network;
using Jumpbox.Settings;
using Jumpbox.Tools;
using Microsoft.AspNetCore.Connections;

namespace Jumpbox.Rehearsal;

/// <summary>What to rehearse, and how.</summary>
public sealed record RehearsalRequest
{
    /// <summary>The steps: exactly those of the image template.</summary>
    public required CustomizerPlan Plan { get; init; }

    /// <summary>The Ubuntu code name of the image, for example <c>noble</c>.</summary>
    public required string Suite { get; init; }

    /// <summary>Where logs and lists are written; files of an earlier rehearsal are replaced.</summary>
    public required string Output { get; init; }

    /// <summary>The engine's name, or null for the first that this machine can use.</summary>
    public string? Engine { get; init; }

    /// <summary>
    /// A folder of mirrored files as <c>HOST/PATH</c>, then the sandbox's entire network; null for this machine's
    /// network.
    /// </summary>
    public string? Mirror { get; init; }

    /// <summary>What the steps may reach, each as <c>host:port</c>: the generated egress list.</summary>
    public IReadOnlyList<string> Egress { get; init; } = [];

    /// <summary>Whether the root file system is kept as a tar.</summary>
    public bool Keep { get; init; }

    /// <summary>What stands between the sandbox and its local servers, for measuring; null for nothing.</summary>
    internal Func<ConnectionContext, ConnectionDelegate, Task>? Link { get; init; }

    /// <summary>The rehearsal of what settings and pins would deploy; the caller sets the output folder.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="pins">Catalogue and lock.</param>
    /// <param name="root">The checkout's root.</param>
    /// <exception cref="PinException">A selected tool is unknown or not pinned.</exception>
    public static RehearsalRequest For(JumpboxSettings settings, ToolPins pins, string root) =>
        new()
        {
            Plan = CustomizerPlan.Render(settings, pins.Catalogue, pins.Lock, Path.Combine(root, "scripts")),
            Suite = CustomizerPlan.SuiteOf(settings.Image, pins.Catalogue),
            Output = "rehearsal",
            Egress =
            [
                .. EgressList
                    .For(settings, pins.Catalogue, pins.Lock)
                    .Hosts.Where(host => host.From == EgressOrigin.BuildVm)
                    .Select(host => host.ToString()),
            ],
        };
}
