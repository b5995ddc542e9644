using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Customizer;

/// <summary>A selected tool with the pinned file for the image's architecture and suite.</summary>
internal sealed record SelectedTool(ToolDefinition Definition, LockedTool Pin, LockedArtifact File)
{
    public string Name => Definition.Name;

    /// <summary>Where the file is on another host; null if nowhere.</summary>
    public string? FallbackUrl => Definition.FallbackUrlOf(Pin.Version, File.Architecture);

    public bool IsPackage => Definition.Unpack.Form == UnpackForm.Apt;

    /// <summary>The selected tools in the catalogue's order.</summary>
    /// <exception cref="PinException">
    /// A tool is unknown, or the lock has no file for it or no answer to the packages or extensions; the message lists all problems.
    /// </exception>
    public static IReadOnlyList<SelectedTool> All(
        JumpboxSettings settings,
        ToolCatalogue catalogue,
        ToolLock pins,
        string suite
    )
    {
        string architecture = settings.Image.Architecture;
        List<SelectedTool> selected = [];
        List<PinProblem> problems = [];
        foreach (ToolDefinition tool in catalogue.Select(settings))
        {
            LockedTool? pin = pins.Find(tool.Name);
            LockedArtifact? file = pin?.Find(architecture, suite);
            if (file is null)
            {
                problems.Add(
                    new PinProblem(
                        $"tools.{tool.Name}",
                        pin?.Version,
                        $"a file for {architecture}{(tool.Apt is null ? "" : $" and {suite}")}: run --target=Update, "
                            + $"or set tools.{tool.Name}=false"
                    )
                );
            }
            else
            {
                selected.Add(new SelectedTool(tool, pin!, file));
            }
        }
        // All that an update must pin is named at once.
        if (PackageChoice.Problem(settings, catalogue, pins) is { } packages)
        {
            problems.Add(packages);
        }
        if (ExtensionChoice.Problem(settings, catalogue, pins) is { } extensions)
        {
            problems.Add(extensions);
        }
        return problems.Count == 0 ? selected : throw new PinException(ToolLock.DefaultPath, problems);
    }
}
