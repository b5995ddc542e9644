using Jumpbox.Evidence;
using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>The image is the one that this checkout would build.</summary>
internal sealed class ContentHashRule()
    : GateRule("content-hash", "The image was built from exactly what this commit describes.")
{
    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        if (evidence.ExpectedHash is not { } expected)
        {
            return Fail("The content hash of this checkout could not be computed; the compiler's message is above.");
        }
        if (image.ContentHash != expected)
        {
            return Fail(
                $"the image has {image.ContentHash}, this checkout gives {expected}: check out commit {image.Commit}, or build again."
            );
        }
        return image.LockDigest == evidence.LockDigest
            ? Pass($"content {expected}, lock {image.LockDigest}")
            : Fail($"the image has lock {image.LockDigest}, this checkout has {evidence.LockDigest}: build again.");
    }
}
