/* What each header of the standard libraries stands for while fuzzing; see ../Frontend.cpp. */
#pragma once
#ifdef __cplusplus
#include "core.h"
#include "memory.h"
#include "containers.h"
#include "threads.h"
#endif
#include "c.h"
