namespace Chain.Bench;

/// <summary>
/// The requests of the target Build that have to wait for one another, where nothing is there yet: what a run that wastes
/// nothing would still ask one after the other. Each line says what it waits for.
/// </summary>
internal static class LongestChain
{
    public static IReadOnlyList<string> Requests { get; } =
    [
        "Prereqs: the network",
        "Prereqs: the security groups that it names",
        "Roles: whether they are there; Prereqs has to pass first",
        "Roles: their deployment, if they are not",
        "Roles: the deployment's state",
        "Roles: the deployment's result",
        "Identity: whether the groups are there; it names the roles",
        "Identity: the groups, if they are not",
        "Identity: its deployment, into a group",
        "Identity: the deployment's state",
        "Identity: the deployment's result",
        "Template: whether it is there; it names the identity",
        "Template: its deployment, if it is not",
        "Template: the deployment's state",
        "Template: the deployment's result",
        "Build: whether it was built already",
        "Build: the start",
        "Build: the run's state, at its end",
        "Logs: the account that the build has made",
        "Logs: the logs in it, refused without a data role",
        "Logs: the account's key",
        "Logs: the logs in it, with the key",
        "Logs: their content",
    ];
}
