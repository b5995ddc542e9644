using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Naming;
using Jumpbox.Rights;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>Reads the permissions of the signed-in account and of the builder's identity.</summary>
internal sealed class RightsFacts(FactReader reader, JumpboxSettings settings)
{
    public async Task<Func<Checks.Facts, Checks.Facts>> OperatorAsync()
    {
        Names names = new(settings);
        ResourceId[] groups = [names.BuilderGroup, names.ImageGroup];
        string[] scopes =
        [
            .. OperatorNeeds
                .For(settings, missing: groups, ours: groups)
                .Select(need => need.Scope)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        (string Scope, Reading<IReadOnlyList<PermissionSet>> Reading)[] all = await Task.WhenAll(
            scopes.Select(async scope =>
                (scope, await reader.ListAsync(scope, reader.Session.Permissions.ListAsync(scope, reader.Cancel)))
            )
        );
        return facts =>
            facts with
            {
                OperatorRights = all.ToDictionary(
                    pair => pair.Scope,
                    pair => Existing(pair.Reading),
                    StringComparer.OrdinalIgnoreCase
                ),
            };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> BuilderAsync()
    {
        ResourceId id = new Names(settings).Identity;
        Reading<ManagedIdentity> identity = await FactReader.AskAsync($"The identity {id.Name}", () => FindAsync(id));
        Reading<IReadOnlyList<Grant>> grants =
            identity.State == ReadingState.Present
                ? await GrantsAsync(identity.Value.PrincipalId)
                : FactReader.Turn<ManagedIdentity, IReadOnlyList<Grant>>(identity, _ => []);
        Reading<string> location = FactReader.Turn(identity, one => one.Location);
        return facts => facts with { IdentityLocation = location, BuilderRights = grants };
    }

    // The images of a run have identities of their own in one group, which they list once.
    private async Task<ManagedIdentity?> FindAsync(ResourceId id) =>
        reader.Session.Options.Answers is null ? await reader.Session.Identities.GetAsync(id, reader.Cancel)
        : await reader.Session.ResourceGroups.GetAsync(id.SubscriptionId, id.ResourceGroup, reader.Cancel) is null
            ? null
        : await reader.Session.Identities.FindAsync(id, reader.Cancel);

    private async Task<Reading<IReadOnlyList<Grant>>> GrantsAsync(string principal)
    {
        string subscription = $"/subscriptions/{settings.SubscriptionId}";
        Reading<IReadOnlyList<RoleAssignment>> assignments = await reader.ListAsync(
            $"The role assignments of {principal}",
            reader.Session.RoleAssignments.ListAsync(subscription, reader.Cancel, principal)
        );
        if (assignments.State != ReadingState.Present)
        {
            return FactReader.Turn<IReadOnlyList<RoleAssignment>, IReadOnlyList<Grant>>(assignments, _ => []);
        }
        Reading<RoleDefinition>[] roles = await Task.WhenAll(
            assignments
                .Value.DistinctBy(assignment => assignment.RoleGuid, StringComparer.OrdinalIgnoreCase)
                .Select(assignment =>
                    FactReader.AskAsync(
                        $"The role {assignment.RoleDefinitionId}",
                        () => reader.Session.RoleDefinitions.GetAsync(assignment.RoleDefinitionId, reader.Cancel)
                    )
                )
        );
        if (roles.FirstOrDefault(role => role.State == ReadingState.Unreadable) is { } refused)
        {
            return Readings.Unreadable<IReadOnlyList<Grant>>(refused.Source, refused.Reason ?? "");
        }
        Dictionary<string, RoleDefinition> byGuid = roles
            .Where(role => role.State == ReadingState.Present)
            .Select(role => role.Value)
            .DistinctBy(role => role.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(role => role.Name, StringComparer.OrdinalIgnoreCase);
        return Readings.Present<IReadOnlyList<Grant>>(
            assignments.Source,
            [
                .. assignments
                    .Value.Where(assignment => byGuid.ContainsKey(assignment.RoleGuid))
                    .Select(assignment => new Grant(
                        assignment.Scope,
                        byGuid[assignment.RoleGuid].RoleName,
                        byGuid[assignment.RoleGuid].Permissions
                    )),
            ]
        );
    }

    // The list is empty when the scope does not exist: an account that can list permissions has at least one.
    private static Reading<IReadOnlyList<PermissionSet>> Existing(Reading<IReadOnlyList<PermissionSet>> reading) =>
        reading is { State: ReadingState.Present, Value.Count: 0 }
            ? Readings.Absent<IReadOnlyList<PermissionSet>>(reading.Source)
            : reading;
}
