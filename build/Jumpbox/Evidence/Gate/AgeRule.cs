using System.Globalization;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>Old images lack the fixes of the packages in them.</summary>
internal sealed class AgeRule() : GateRule("maximum-age", "The image is not older than gate.maximumAgeDays.")
{
    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        TimeSpan age = now - evidence.Image.Finished;
        string told = string.Create(
            CultureInfo.InvariantCulture,
            $"finished {evidence.Image.Finished:u}, {age.TotalDays:F1} days ago, limit {settings.MaximumAgeDays}"
        );
        // A clock may be a little ahead; a record from tomorrow is no record.
        return evidence.Image.Started > evidence.Image.Finished ? Fail($"{told}, before it began.")
            : age < TimeSpan.FromMinutes(-5) ? Fail($"{told}: it lies in the future.")
            : age > TimeSpan.FromDays(settings.MaximumAgeDays) ? Fail($"{told}: build again with --force.")
            : Pass(told);
    }
}
