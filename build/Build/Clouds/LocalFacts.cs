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
    /// <exception cref="SettingsException">A skipped check does not exist or has no reason.</exception>
    public static async Task<Facts> ReadAsync(BuildContext context)
    {
        IReadOnlyList<string> problems = CheckRegistry.Problems(context.Settings.Skip);
        if (problems.Count > 0)
        {
            throw new SettingsException(string.Join(Environment.NewLine, problems));
        }
        CustomizerPlan customizer = context.Customizer;
        return new Facts
        {
            Settings = context.Settings,
            Pins = context.Pins,
            Now = TimeProvider.System.GetUtcNow(),
            Job = CiJob.Find(context.Variables),
            Egress = EgressList.For(context.Settings, context.Pins.Catalogue, context.Pins.Lock).Hosts,
            Customizer = customizer,
        };
    }
}
