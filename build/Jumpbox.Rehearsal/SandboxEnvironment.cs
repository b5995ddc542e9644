namespace Jumpbox.Rehearsal;

/// <summary>The environment of a program in the build VM.</summary>
internal static class SandboxEnvironment
{
    // Source: Ubuntu's /etc/environment, which pam_env reads for every sign-in.
    private const string SearchPath =
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games:/usr/local/games:/snap/bin";

    /// <summary>Returns the environment that ssh sets for a user's command, as <c>NAME=value</c>.</summary>
    public static IEnumerable<string> Of(string user, Surroundings around)
    {
        string home = user == "root" ? "/root" : $"/home/{user}";
        return
        [
            SearchPath,
            $"HOME={home}",
            $"USER={user}",
            $"LOGNAME={user}",
            "SHELL=/bin/bash",
            "LANG=C.UTF-8",
            "SSH_CONNECTION=192.0.2.4 50000 192.0.2.5 22",
            "SSH_CLIENT=192.0.2.4 50000 22",
            .. around.TimeZone is string zone ? (string[])[$"TZ={zone}"] : [],
        ];
    }
}
