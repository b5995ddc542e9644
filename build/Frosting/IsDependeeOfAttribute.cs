namespace Cake.Frosting;

/// <summary>The task runs before another one. Derived tasks inherit this.</summary>
/// <param name="type">The type of the other task.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependeeOfAttribute(Type type) : Attribute
{
    /// <summary>The type of the other task.</summary>
    public Type Task { get; } = type;
}
