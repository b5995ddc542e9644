using Jumpbox.Evidence;

namespace Jumpbox.Preflight;

/// <summary>What the gate will say about this checkout, long before it is asked.</summary>
public static class CheckoutState
{
    private const string Rule = "the gate's rule clean-tree will refuse to release the image";

    /// <summary>Judges the revision that an image would be built from.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="hasGit">Whether Git is installed.</param>
    public static IEnumerable<PreflightFinding> Judge(Revision revision, bool hasGit)
    {
        ArgumentNullException.ThrowIfNull(revision);
        return !hasGit
                ?
                [
                    PreflightFinding.Warning(
                        $"Git is not on the PATH, so the commit is unknown and {Rule}. Install Git."
                    ),
                ]
            : revision.Commit == Revision.Unknown.Commit
                ?
                [
                    PreflightFinding.Warning(
                        $"The commit is unknown, because this is not a Git checkout with a commit or belongs to another user, so {Rule}. "
                            + "Build in a clone; git status shows what is wrong."
                    ),
                ]
            : revision.Dirty
                ?
                [
                    PreflightFinding.Warning(
                        $"The checkout differs from its commit {revision.Commit}, so {Rule}. git status lists the changes: commit them "
                            + "first, unless you only try something."
                    ),
                ]
            : [];
    }
}
