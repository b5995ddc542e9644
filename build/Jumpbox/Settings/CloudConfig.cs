using System.Text.Json;

namespace Jumpbox.Settings;

/// <summary>
/// What cloud-init does on a machine: it creates the users. JSON, which is YAML, so that nothing in a key or a name can mean something
/// else. Source: cloud-init, "Users and Groups"; without an entry <c>default</c> the user of Azure's request is not created.
/// </summary>
public static class CloudConfig
{
    private static readonly JsonSerializerOptions Form = new() { NewLine = "\n", WriteIndented = true };

    /// <summary>The text.</summary>
    /// <param name="rollout">The settings.</param>
    public static string Of(RolloutSettings rollout) =>
        "#cloud-config\n"
        + JsonSerializer.Serialize(
            new
            {
                users = rollout.Users.Select(user => new
                {
                    name = user.Key,
                    shell = "/bin/bash",
                    lock_passwd = true,
                    sudo = rollout.Sudo.Contains(user.Key) ? (object)"ALL=(ALL) NOPASSWD:ALL" : false,
                    ssh_authorized_keys = user.Value.Select(key => key.Text),
                }),
            },
            Form
        )
        + "\n";
}
