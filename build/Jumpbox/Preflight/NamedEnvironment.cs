using Jumpbox.Life;
using Jumpbox.Settings;

namespace Jumpbox.Preflight;

/// <summary>Whether an environment that an argument names is one of the settings.</summary>
public static class NamedEnvironment
{
    /// <summary>Judges the name.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="environment">Its value.</param>
    /// <param name="orBuild">Whether it may also be the place of the build.</param>
    public static IEnumerable<PreflightFinding> Judge(
        JumpboxSettings settings,
        string argument,
        string environment,
        bool orBuild
    )
    {
        string[] known =
        [
            .. orBuild ? (string[])[LifePlace.Build] : [],
            .. settings.Environments.Select(one => one.Name),
        ];
        if (known.Contains(environment, StringComparer.Ordinal))
        {
            return [];
        }
        string cure =
            settings.Environments.Count > 0
                ? $"Use one of {string.Join(", ", known)}."
                : $"Add it to environments.galleryImageIds{(orBuild ? $", or omit --{argument} for the gallery of the build" : "")}.";
        return [PreflightFinding.Refusal($"--{argument}={environment} is not an environment of the settings. {cure}")];
    }
}
