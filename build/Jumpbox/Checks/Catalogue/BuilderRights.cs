using Jumpbox.Naming;
using Jumpbox.Rights;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>
/// The builder's identity has the permissions of a build; Azure checks those on the image's group only half an hour in.
/// </summary>
internal sealed class BuilderRights : ICheck
{
    private const string Beforehand =
        "./build.sh --target=Identity --set=roles.assigned=byPipeline (as someone who may assign roles)";

    public string Id => "builder-rights";

    public string Title => "The builder's identity has the permissions that a build needs";

    public CheckArea Area => CheckArea.Rights;

    public IReadOnlyList<FactName> Needs => [FactName.BuilderRights];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        string identity = new Names(facts.Settings).Identity.Name;
        if (Elsewhere(facts, identity) is { } elsewhere)
        {
            yield return elsewhere;
        }
        bool before = facts.Settings.Roles.AreAssignedBefore;
        if (!facts.BuilderRights.Exists)
        {
            if (before)
            {
                yield return Finding.Fail(
                    $"The identity {identity} does not exist, and roles.assigned is beforehand.",
                    Cure.Command(Beforehand)
                );
                yield break;
            }
            yield return Finding.Skipped(
                $"The identity {identity} does not exist yet; the target Identity creates it."
            );
            yield break;
        }
        IReadOnlyList<Grant> grants = facts.BuilderRights.Value;
        foreach (
            IGrouping<(string For, string Scope), RequiredAction> part in BuilderNeeds
                .For(facts.Settings)
                .GroupBy(need => (need.For, need.Scope))
        )
        {
            bool takenBack =
                !before
                && facts.Settings.Cleanup != CleanupLevel.None
                && part.Key.Scope == BuilderNeeds.ImageScope(facts.Settings)
                && !grants.Any(grant => grant.Covers(part.Key.Scope));
            yield return takenBack
                ? Finding.Skipped(
                    $"{identity} has no role at {ResourceId.Parse(part.Key.Scope).Name}: Cleanup removes it after "
                        + "each build, and the target Identity assigns it again before the next."
                )
                : Judge(before, identity, grants, part.Key.For, part.Key.Scope, [.. part.Select(need => need.Action)]);
        }
    }

    // Identity deploys to the region of the settings, which Azure refuses if the name is used in another region.
    private static Finding? Elsewhere(Facts facts, string identity)
    {
        if (facts.IdentityLocation is not { State: ReadingState.Present, Value: { } location })
        {
            return null;
        }
        return Regions.Same(location, facts.Settings.Location)
            ? null
            : Finding.Fail(
                $"{identity} exists in {location}, and location is {facts.Settings.Location}. A resource cannot change its "
                    + "region; the target Identity would fail with InvalidResourceLocation.",
                Cure.Setting(
                    $"resourceGroups.builder must name another group for {facts.Settings.Location}, or image.name another image"
                ),
                ("identityLocation", location),
                ("location", facts.Settings.Location)
            );
    }

    private static Finding Judge(
        bool before,
        string identity,
        IReadOnlyList<Grant> grants,
        string purpose,
        string scope,
        string[] actions
    )
    {
        string[] roles = [.. grants.Where(grant => grant.Covers(scope)).Select(grant => grant.Role)];
        string held = roles.Length == 0 ? "none" : string.Join(", ", roles);
        string[] missing = [.. actions.Where(action => !grants.Any(grant => grant.Allows(action, scope)))];
        string name = ResourceId.Parse(scope).Name;
        // Not a failure: the targets Roles and Identity run before the build and fix this.
        return missing.Length == 0
                ? Finding.Pass(
                    $"{identity} can {purpose} at {name}.",
                    ("scope", scope),
                    ("roles", held),
                    ("actions", string.Join(", ", actions))
                )
            : before
                ? Finding.Fail(
                    $"{identity} cannot {purpose} at {name}: it lacks {string.Join(", ", missing)} (its roles there: {held}), and "
                        + "roles.assigned is beforehand.",
                    Cure.Command(Beforehand),
                    ("scope", scope),
                    ("roles", held),
                    ("missing", string.Join(", ", missing))
                )
            : Finding.Warn(
                $"{identity} cannot yet {purpose} at {name}: it lacks {string.Join(", ", missing)} "
                    + $"(its roles there: {held}). The target Identity assigns them; without them the build would fail at its end.",
                Cure.Command("./build.sh --target=Identity"),
                ("scope", scope),
                ("roles", held),
                ("missing", string.Join(", ", missing))
            );
    }
}
