namespace Jumpbox.Azure.Arm;

/// <summary>Paths that several clients build.</summary>
internal static class ArmPaths
{
    public static string Scope(string subscription, string? resourceGroup) =>
        resourceGroup is null
            ? $"/subscriptions/{subscription}"
            : $"/subscriptions/{subscription}/resourceGroups/{resourceGroup}";
}
