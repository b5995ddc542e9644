using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Customizer;

/// <summary>The extensions of az that an image installs for every user.</summary>
public static class ExtensionChoice
{
    /// <summary>What an image asks for; null if it asks for nothing, or its az is not pinned.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="catalogue">The catalogue, which knows az's Python.</param>
    /// <param name="pins">The lock, which knows az's version.</param>
    public static ExtensionRequest? RequestOf(JumpboxSettings settings, ToolCatalogue catalogue, ToolLock pins)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(pins);
        string[] names = [.. settings.Customizer.AzExtensions.Distinct().Order(StringComparer.Ordinal)];
        return
            names.Length > 0
            && catalogue.Find(ExtensionRequest.Tool) is { Python: { } python } az
            && az.IsSelected(settings.Tools, settings.Bundle)
            && pins.Find(ExtensionRequest.Tool) is { } pin
            ? new ExtensionRequest(settings.Image.Architecture, pin.Version, python, names)
            : null;
    }

    /// <summary>The locked wheels of an image; null if it asks for none.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="pins">The lock.</param>
    /// <exception cref="PinException">The lock has no answer to what the image asks for.</exception>
    internal static LockedExtensionSet? Locked(JumpboxSettings settings, ToolCatalogue catalogue, ToolLock pins)
    {
        if (Problem(settings, catalogue, pins) is { } problem)
        {
            throw new PinException(ToolLock.DefaultPath, [problem]);
        }
        return RequestOf(settings, catalogue, pins) is { } request ? Find(request, pins) : null;
    }

    /// <summary>Why the lock has no answer to what an image asks for; null if it has one or is not asked.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="pins">The lock.</param>
    internal static PinProblem? Problem(JumpboxSettings settings, ToolCatalogue catalogue, ToolLock pins)
    {
        if (settings.Customizer.AzExtensions.Count == 0)
        {
            return null;
        }
        if (RequestOf(settings, catalogue, pins) is not { } request)
        {
            return new PinProblem(
                "azExtensions",
                string.Join(", ", settings.Customizer.AzExtensions),
                "the tool azure-cli, selected, pinned and with python in scripts/tools.json: set tools.azure-cli=true, or remove "
                    + "customizer.azExtensions"
            );
        }
        return Find(request, pins) is null
            ? new PinProblem(
                "azExtensions",
                null,
                $"a set with the extensions {request}: run --target=Update, or change customizer.azExtensions"
            )
            : null;
    }

    private static LockedExtensionSet? Find(ExtensionRequest request, ToolLock pins) =>
        pins.AzExtensions.FirstOrDefault(set => set.Answers(request));
}
