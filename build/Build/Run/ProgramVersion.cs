using System.Reflection;

namespace Build.Run;

/// <summary>The version of this program, which is that of the tool's package.</summary>
internal static class ProgramVersion
{
    /// <summary>The version, for example <c>1.2.0</c>. Without the commit that the compiler appends.</summary>
    public static string Current { get; } =
        typeof(ProgramVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
