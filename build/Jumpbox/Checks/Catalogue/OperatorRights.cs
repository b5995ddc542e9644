using Jumpbox.Naming;
using Jumpbox.Offers;
using Jumpbox.Rights;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The signed-in account has the permissions that each later target needs.</summary>
internal sealed class OperatorRights : ICheck
{
    public string Id => "operator-rights";

    public string Title => "You have the permissions that the targets need";

    public CheckArea Area => CheckArea.Rights;

    public IReadOnlyList<FactName> Needs => [FactName.OperatorRights, FactName.Groups];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        Names names = new(facts.Settings);
        ResourceId[] groups = [.. new[] { names.BuilderGroup, names.ImageGroup }.Distinct()];
        ResourceId[] missing = [.. groups.Where(id => StateOf(facts, id) is { State: ReadingState.Absent })];
        ResourceId[] ours =
        [
            .. groups.Where(id =>
                missing.Contains(id)
                || (
                    StateOf(facts, id) is { State: ReadingState.Present } group
                    && names.Owner.Equals(
                        group.Value.Tags.GetValueOrDefault(TagNames.Owner),
                        StringComparison.OrdinalIgnoreCase
                    )
                )
            ),
        ];
        foreach (
            IGrouping<(string For, string Scope), RequiredAction> part in OperatorNeeds
                .For(facts.Settings, missing, ours, facts.Gallery.State == ReadingState.Absent)
                .GroupBy(need => (need.For, need.Scope))
        )
        {
            yield return Judge(facts, part.Key.For, part.Key.Scope, [.. part.Select(need => need.Action)]);
        }
    }

    private static Reading<GroupState>? StateOf(Facts facts, ResourceId group) => facts.Groups.GetValueOrDefault(group);

    private static Finding Judge(Facts facts, string target, string scope, string[] actions)
    {
        Reading<IReadOnlyList<PermissionSet>>? reading = At(facts, scope);
        if (reading is null)
        {
            return Finding.Unknown($"Your rights at {scope} were not read.");
        }
        if (reading.State == ReadingState.Unreadable)
        {
            return Finding.Unknown($"Your rights at {scope} could not be read: {reading.Reason}");
        }
        IReadOnlyList<PermissionSet> sets = reading.Value;
        string[] missing = [.. actions.Where(action => !sets.Any(set => set.Allows(action)))];
        return missing.Length == 0
            ? Finding.Pass(
                $"{target} has its {actions.Length} permissions at {Short(scope)}.",
                ("scope", scope),
                ("actions", string.Join(", ", actions))
            )
            : Finding.Fail(
                $"{target} needs {string.Join(" and ", missing)} at {Short(scope)}, which you do not have.",
                Cure.Command(
                    $"az role assignment create --assignee <you> --role \"{Role(missing)}\" --scope {reading.Source}"
                ),
                ("scope", scope),
                ("missing", string.Join(", ", missing)),
                ("readAt", reading.Source)
            );
    }

    // A scope that does not exist yet inherits the rights of its parent.
    private static Reading<IReadOnlyList<PermissionSet>>? At(Facts facts, string scope)
    {
        for (string at = scope; at.Length > 0; at = at[..at.LastIndexOf('/')])
        {
            if (
                facts.OperatorRights.TryGetValue(at, out Reading<IReadOnlyList<PermissionSet>>? reading)
                && reading.State != ReadingState.Absent
            )
            {
                return reading;
            }
        }
        return null;
    }

    private static string Role(string[] missing) =>
        missing.Any(action => action.StartsWith("Microsoft.Authorization/", StringComparison.OrdinalIgnoreCase))
            ? "User Access Administrator"
            : "Contributor";

    private static string Short(string scope) =>
        ResourceId.TryParse(scope, out ResourceId? id) ? id.Name : "the subscription";
}
