using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Customizer;

/// <summary>The packages of Ubuntu's archive that an image installs: those of its settings and of its bundle.</summary>
public static class PackageChoice
{
    /// <summary>What an image asks for; null if it asks for nothing.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="catalogue">The catalogue with the bundles.</param>
    public static PackageRequest? RequestOf(JumpboxSettings settings, ToolCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(catalogue);
        string[] names =
        [
            .. settings
                .Customizer.Packages.Concat(
                    catalogue
                        .Packages.Where(package => package.Bundle <= settings.Bundle)
                        .Select(package => package.Name)
                )
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        return names.Length == 0
            ? null
            : new PackageRequest(CustomizerPlan.SuiteOf(settings.Image, catalogue), settings.Image.Architecture, names);
    }

    /// <summary>The locked packages of an image; null if it asks for none.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="catalogue">The catalogue with the bundles.</param>
    /// <param name="pins">The lock.</param>
    /// <exception cref="PinException">The lock has no answer to what the image asks for.</exception>
    internal static LockedPackageSet? Locked(JumpboxSettings settings, ToolCatalogue catalogue, ToolLock pins)
    {
        if (Problem(settings, catalogue, pins) is { } problem)
        {
            throw new PinException(ToolLock.DefaultPath, [problem]);
        }
        return RequestOf(settings, catalogue) is { } request ? Find(request, pins) : null;
    }

    /// <summary>Why the lock has no answer to what an image asks for; null if it has one or is not asked.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="catalogue">The catalogue with the bundles.</param>
    /// <param name="pins">The lock.</param>
    internal static PinProblem? Problem(JumpboxSettings settings, ToolCatalogue catalogue, ToolLock pins)
    {
        if (RequestOf(settings, catalogue) is not { } request)
        {
            return null;
        }
        LockedPackageSet? locked = Find(request, pins);
        return locked?.Snapshot == pins.AptSnapshot
            ? null
            : new PinProblem(
                "packageSets",
                locked?.Snapshot,
                $"a set with the packages {request} as of {pins.AptSnapshot}: run --target=Update, or change customizer.packages or tools.bundle"
            );
    }

    private static LockedPackageSet? Find(PackageRequest request, ToolLock pins) =>
        pins.PackageSets.FirstOrDefault(set => set.Answers(request));
}
