using System.Globalization;
using System.Text.Json;
using Jumpbox.Evidence;
using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>The lock was held against its sources, not long ago, and it was this lock.</summary>
internal sealed class LockCheckRule()
    : GateRule("lock-checked", "The lock was checked against its sources within gate.lockCheckedWithinDays.")
{
    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        JsonElement check = evidence.Json(EvidenceFiles.LockCheck);
        DateTimeOffset at = check.GetProperty("checkedAt").GetDateTimeOffset();
        string digest = TextOf(check, "lockDigest");
        string told = string.Create(
            CultureInfo.InvariantCulture,
            $"checked {at:u}, limit {settings.LockCheckedWithinDays} days"
        );
        return digest != evidence.Image.LockDigest
                ? Fail(
                    $"the check is of lock {digest}, the image has {evidence.Image.LockDigest}: run the target Check."
                )
            : check.GetProperty("offline").GetBoolean()
                ? Fail($"{told}, but without its sources: run the target Check without --offline.")
            : !check.GetProperty("passed").GetBoolean() ? Fail($"{told}, and found problems: run the target Check.")
            : at > now.AddMinutes(5) || now - at > TimeSpan.FromDays(settings.LockCheckedWithinDays)
                ? Fail($"{told}: run the target Check again, then Logs.")
            : Pass(told);
    }
}
