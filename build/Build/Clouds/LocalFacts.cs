using Build.Run;
using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Customizer;
using Jumpbox.Egress;
using Jumpbox.Settings;

namespace Build.Clouds;

/// <summary>The facts that need no request to Azure.</summary>
internal static class LocalFacts
{
    /// <summary>Collects settings, pins, the customizer's steps, the egress list and the CI job.</summary>
    /// <param name="context">The run.</param>
    /// <param name="settings">The settings; the region may be missing.</param>
    /// <exception cref="SettingsException">A skipped check does not exist or has no reason.</exception>
    public static Facts Read(BuildContext context, JumpboxSettings settings)
    {
        IReadOnlyList<string> problems = CheckRegistry.Problems(settings.Skip);
        if (problems.Count > 0)
        {
            throw new SettingsException(string.Join(Environment.NewLine, problems));
        }
        CustomizerPlan customizer = context.Customizer;
        return new Facts
        {
            Settings = settings,
            Pins = context.Pins,
            Now = TimeProvider.System.GetUtcNow(),
            Job = CiJob.Find(context.Variables),
            Egress = EgressList.For(settings, context.Pins.Catalogue, context.Pins.Lock).Hosts,
            Customizer = customizer,
        };
    }
}
