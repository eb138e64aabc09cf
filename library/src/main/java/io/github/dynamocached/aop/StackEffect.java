package io.github.dynamocached.aop;

import org.springframework.asm.Opcodes;

/**
 * How many places of the operand stack an instruction without operands takes and puts, after chapter 6 of the Java Virtual
 * Machine Specification.
 *
 * @param taken the places that it takes
 * @param put the places that it puts
 */
record StackEffect(int taken, int put) {

    /** The instruction leaves the method. */
    static final StackEffect ENDS = new StackEffect(-1, -1);

    static StackEffect of(int opcode) {
        return switch (opcode) {
            case Opcodes.NOP,
                    Opcodes.INEG,
                    Opcodes.LNEG,
                    Opcodes.FNEG,
                    Opcodes.DNEG,
                    Opcodes.I2F,
                    Opcodes.F2I,
                    Opcodes.L2D,
                    Opcodes.D2L,
                    Opcodes.I2B,
                    Opcodes.I2C,
                    Opcodes.I2S -> new StackEffect(0, 0);
            case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1 -> new StackEffect(0, 2);
            case Opcodes.LALOAD, Opcodes.DALOAD -> new StackEffect(2, 2);
            case Opcodes.LASTORE, Opcodes.DASTORE -> new StackEffect(4, 0);
            case Opcodes.POP, Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> new StackEffect(1, 0);
            case Opcodes.POP2 -> new StackEffect(2, 0);
            case Opcodes.LSHL, Opcodes.LSHR, Opcodes.LUSHR -> new StackEffect(3, 2);
            case Opcodes.LCMP, Opcodes.DCMPL, Opcodes.DCMPG -> new StackEffect(4, 1);
            case Opcodes.I2L, Opcodes.I2D, Opcodes.F2L, Opcodes.F2D -> new StackEffect(1, 2);
            case Opcodes.L2I, Opcodes.L2F, Opcodes.D2I, Opcodes.D2F -> new StackEffect(2, 1);
            case Opcodes.ARRAYLENGTH -> new StackEffect(1, 1);
            default -> ofFamily(opcode);
        };
    }

    /** The families whose members differ in their type alone; of four, the second and the last are of long and double. */
    private static StackEffect ofFamily(int opcode) {
        if (opcode <= Opcodes.FCONST_2) {
            return new StackEffect(0, 1);
        }
        if (opcode <= Opcodes.SALOAD) {
            return new StackEffect(2, 1);
        }
        if (opcode <= Opcodes.SASTORE) {
            return new StackEffect(3, 0);
        }
        if (opcode >= Opcodes.IADD && opcode <= Opcodes.DREM) {
            boolean wide = (opcode - Opcodes.IADD) % 2 == 1;
            return wide ? new StackEffect(4, 2) : new StackEffect(2, 1);
        }
        if (opcode >= Opcodes.ISHL && opcode <= Opcodes.LXOR) {
            boolean wide = (opcode - Opcodes.ISHL) % 2 == 1;
            return wide ? new StackEffect(4, 2) : new StackEffect(2, 1);
        }
        return opcode == Opcodes.FCMPL || opcode == Opcodes.FCMPG ? new StackEffect(2, 1) : ENDS;
    }
}
